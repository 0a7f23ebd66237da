-- wrk script: every connection posts the next notification of a file, each line once, until the file or the time is
-- used up. Then it waits for the answers that are still under way, so that the counts are exact: wrk alone would cut
-- them off. Arguments: file, seconds, threads. Each thread prints one line when it has finished.
local ffi = require("ffi")
ffi.cdef [[ typedef struct { long seconds; long nanos; } bench_time; int clock_gettime(int clock, bench_time *time); ]]
local time = ffi.new("bench_time")
local CLOCK_REALTIME = 0
local PARKED = 3600 * 1000

local function now()
  ffi.C.clock_gettime(CLOCK_REALTIME, time)
  return tonumber(time.seconds) + tonumber(time.nanos) / 1e9
end

local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local bodies, head, seconds = {}, nil, nil
local started, due, sent, answered, accepted = nil, 0, 0, 0, 0

function init(args)
  seconds = tonumber(args[2])
  local line = 0
  for body in io.lines(args[1]) do
    if line % tonumber(args[3]) == number then
      bodies[#bodies + 1] = body
    end
    line = line + 1
  end
  head = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port
    .. "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
end

local function over()
  return due >= #bodies or now() - started >= seconds
end

-- asked before every request; several may be allowed before the first of them is sent
function delay()
  started = started or now()
  if over() then
    return PARKED
  end
  due = due + 1
  return 0
end

function request()
  -- wrk asks once before the start, to look at the request; that one is never sent
  sent = started and sent + 1 or 0
  local body = bodies[math.max(sent, 1)]
  return head .. #body .. "\r\n\r\n" .. body
end

function response(status)
  answered = answered + 1
  if status == 303 then
    accepted = accepted + 1
  end
  if answered == due and over() then
    print(string.format("finished %d %d %.6f %.6f", sent, accepted, started, now()))
    io.flush()
    wrk.thread:stop()
  end
end
