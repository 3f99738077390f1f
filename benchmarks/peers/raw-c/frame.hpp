#pragma once

#include <cstdint>
#include <cstring>

// The least a call needs. Request: length of what follows, call id, method, arguments. Reply: length, call id, status, result.
// All numbers are 32 bits, little-endian. The streams have no frames: after kStream the server sends bare numbers.
namespace raw {

enum Method : int32_t { kAdd = 1, kWelcome = 2, kEcho = 3, kStream = 4 };

constexpr size_t kHeader = 12;
constexpr size_t kAddRequest = kHeader + 8;
constexpr size_t kAddReply = kHeader + 4;

inline int32_t get(const char* from) {
    int32_t value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

inline void put(char* to, int32_t value) { std::memcpy(to, &value, sizeof value); }

inline void putHeader(char* to, size_t size, int32_t id, int32_t third) {
    put(to, static_cast<int32_t>(size - 4));
    put(to + 4, id);
    put(to + 8, third);
}

/// Size of the frame that begins here, its length field included; 0 while not even that field is there.
inline size_t frameSize(const char* from, size_t available) {
    return available < 4 ? 0 : static_cast<size_t>(get(from)) + 4;
}

inline void putAdd(char* to, int32_t id, int32_t x, int32_t y) {
    putHeader(to, kAddRequest, id, kAdd);
    put(to + kHeader, x);
    put(to + kHeader + 4, y);
}

}  // namespace raw
