-- For wrk: asks each address of a file once, one after the other, from a given line on.
-- wrk -t1 -s walk.lua URL -- FILE FIRST
local paths, at = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    paths[#paths + 1] = line
  end
  at = tonumber(args[2])
end

function request()
  at = at + 1
  return wrk.format("GET", paths[(at - 1) % #paths + 1])
end
