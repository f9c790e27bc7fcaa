-- The limit: what a statement read costs the database when nothing stands before it. The same two
-- statements, in one pipeline and one transaction, as shared/pg/db.cpp sends them.
\set number random(1, 1000)
\startpipeline
select auth.enter(sha256(:number::text::bytea), 'client');
select * from api.ledger_list_contracts();
\endpipeline
