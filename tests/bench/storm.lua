-- wrk tries to sign in as one person after another with a wrong password: every try costs the
-- server a whole password hash. wrk -s storm.lua URL -- CLIENTS
local clients, at = 1, 0

function init(args)
    clients = tonumber(args[1])
end

function request()
    at = at % clients + 1
    local body = string.format('{"login":"B%07d","password":"not my password %d"}', at, at)
    return wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, body)
end
