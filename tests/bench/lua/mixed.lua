-- mixed.lua - wrk asks for everything that a file lists, in turn.
-- SPDX-License-Identifier: Apache-2.0
--
-- Word: the file. A line: method, path, token or "-", body or "-", with tabs
-- between them.
local requests, at = {}, 0

function init(words)
	for line in io.lines(words[1]) do
		local method, path, token, body =
			line:match("([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)")
		local headers = { ["Content-Type"] = "application/json" }
		if token ~= "-" then
			headers["Authorization"] = "Bearer " .. token
		end
		requests[#requests + 1] = wrk.format(method, path, headers,
			body ~= "-" and body or nil)
	end
end

function request()
	at = at % #requests + 1
	return requests[at]
end
