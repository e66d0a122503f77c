-- paced.lua - for wrk: so many requests a second over all connections, and a
-- count of each status; of 429 and 503 those without Retry-After apart.
-- SPDX-License-Identifier: Apache-2.0
--
-- wrk ... -s paced.lua URL -- MILLISECONDS-BETWEEN-TWO-OF-A-CONNECTION

local pause = 0
counts = {}
bare = 0
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

function response(status, headers)
	counts[status] = (counts[status] or 0) + 1
	if (status == 429 or status == 503) and not headers["Retry-After"] then
		bare = bare + 1
	end
end

function done(summary, latency)
	local said = { "seconds=" .. summary.duration / 1e6,
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
