-- wrk as a network of terminals: every request is a payment of its own, at an account and of a sum
-- that chance picks. wrk -s terminal.lua URL -- CODES START, where no other load has the 13 digits
-- START. An answer other than "taken" is counted and the last of them is told.
local threads, codes = {}, {}
local prefix, made, now
taken, refused, said = 0, 0, ""

function setup(thread)
    threads[#threads + 1] = thread
    thread:set("digit", #threads)
end

function init(args)
    for line in io.lines(args[1]) do
        codes[#codes + 1] = line
    end
    prefix, made, now = args[2] .. digit, 0, os.date("%Y%m%d%H%M%S")
    math.randomseed(tonumber(args[2]) % 1000000 * 10 + digit)
end

function request()
    made = made + 1
    return wrk.format("GET", string.format(
        "%s?command=pay&txn_id=%s%06d&account=%s&sum=%d.%02d&txn_date=%s", wrk.path, prefix, made,
        codes[math.random(#codes)], math.random(10, 500), math.random(0, 99), now))
end

function response(status, _, body)
    if status == 200 and body:find("<result>0</result>", 1, true) then
        taken = taken + 1
    else
        refused, said = refused + 1, status .. " " .. body
    end
end

function done()
    local sum, wrong, last = 0, 0, ""
    for _, thread in ipairs(threads) do
        sum, wrong = sum + thread:get("taken"), wrong + thread:get("refused")
        last = thread:get("said") ~= "" and thread:get("said") or last
    end
    io.write(string.format("taken: %d\nrefused: %d %s\n", sum, wrong, last))
end
