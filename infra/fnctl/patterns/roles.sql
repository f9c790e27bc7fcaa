-- Derived by fnctl from functions/*/function.json; do not edit.
-- Roles belong to the cluster, so one migration waits here for another's.
lock table pg_catalog.pg_authid in share row exclusive mode;
