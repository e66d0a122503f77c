-- paced.lua - for wrk: so many requests a second over all connections, and a
-- count of each status; of 429 and 503 those without Retry-After apart.
-- SPDX-License-Identifier: Apache-2.0
--
-- wrk ... -s paced.lua URL -- MILLISECONDS-BETWEEN-TWO-OF-A-CONNECTION

local ffi = require("ffi")
ffi.cdef [[
typedef struct { long seconds, nanoseconds; } instant;
int clock_gettime(int clock, instant *t);
]]
local t = ffi.new("instant")
local pause = 0
counts = {}
bare = 0
first, last = 0, 0
local threads = {}

function setup(thread)
	threads[#threads + 1] = thread
end

function init(args)
	pause = tonumber(args[1] or "0")
end

function delay()
	return pause > 0 and math.random(0, 2 * pause) or 0
end

-- Opening many connections takes a while, which is nobody's answer: the time
-- is that from the first answer to the last.
function response(status, headers)
	ffi.C.clock_gettime(1, t)
	last = tonumber(t.seconds) + tonumber(t.nanoseconds) / 1e9
	first = first > 0 and first or last
	counts[status] = (counts[status] or 0) + 1
	if (status == 429 or status == 503) and not headers["Retry-After"] then
		bare = bare + 1
	end
end

function done(summary, latency)
	local said = { "seconds=" .. math.max(0.1,
			threads[1]:get("last") - threads[1]:get("first")),
		"p50=" .. latency:percentile(50) / 1e3,
		"p99=" .. latency:percentile(99) / 1e3,
		"timeouts=" .. summary.errors.timeout,
		"broken=" .. summary.errors.connect + summary.errors.read +
			summary.errors.write }
	for _, thread in ipairs(threads) do
		for status, n in pairs(thread:get("counts")) do
			said[#said + 1] = status .. "=" .. n
		end
		said[#said + 1] = "bare=" .. thread:get("bare")
	end
	print("paced " .. table.concat(said, " "))
end
