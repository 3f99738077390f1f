#pragma once

// Everything a peer in C++ needs: the lines it speaks, how durations are counted, and the loops that make the calls.
#include "callers.hpp"
#include "clock.hpp"
#include "histogram.hpp"
#include "loops.hpp"
#include "protocol.hpp"
