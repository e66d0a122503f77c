-- bids.lua - wrk puts one new bid after the other; each of 1,000 homes once
-- for each referral.
-- SPDX-License-Identifier: Apache-2.0
--
-- Words: the number of the first referral, a file with a token of each of the
-- twenty providers, a file with the body.
local referral, home, tokens, body

function init(words)
	referral, home, tokens = tonumber(words[1]), 0, {}
	for line in io.lines(words[2]) do
		tokens[#tokens + 1] = line
	end
	body = io.open(words[3]):read("*a")
end

function request()
	home = home + 1
	if home > 1000 then
		referral, home = referral + 1, 1
	end
	local path = string.format(
		"/v1/referrals/b9000000-0000-4000-8000-%012x/bids/" ..
		"b6000000-0000-4000-8000-%012x", referral, home)
	return wrk.format("PUT", path, {
		["Authorization"] = "Bearer " .. tokens[1 + home % 20],
		["Content-Type"] = "application/json",
		["If-None-Match"] = "*" }, body)
end
