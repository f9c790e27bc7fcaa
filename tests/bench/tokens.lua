-- wrk asks as a thousand signed-in people in turn: wrk -s tokens.lua URL -- TOKENS
local tokens, at = {}, 0
local seed = 0

function setup(thread)
    thread:set("seed", seed)
    seed = seed + 500
end

function init(args)
    for line in io.lines(args[1]) do
        tokens[#tokens + 1] = wrk.format("GET", nil, { Cookie = "__Host-sid=" .. line })
    end
    at = seed
end

function request()
    at = at % #tokens + 1
    return tokens[at]
end
