-- Logins in a closed loop, for wrk. Arguments: path without the user's number, number of users, body, namespace or nothing.
-- Ends with one line of JSON.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  path, users, body = arguments[1], tonumber(arguments[2]), arguments[3]
  headers = arguments[4] and { ["X-Vault-Namespace"] = arguments[4] } or {}
  number = 0
  statuses = {}
end

function request()
  number = number + 1
  return wrk.format("POST", path .. number % users, headers, body)
end

function response(status)
  local key = tostring(status)
  statuses[key] = (statuses[key] or 0) + 1
end

function done(summary, latency)
  local counts = {}
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses")) do
      counts[#counts + 1] = string.format('"%s":%d', status, count)
    end
  end
  local errors = summary.errors
  io.write(string.format('{"seconds":%f,"p50_ms":%f,"p99_ms":%f,"errors":%d,"statuses":{%s}}\n', summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, errors.connect + errors.read + errors.write + errors.timeout,
    table.concat(counts, ",")))
end
