namespace cpp idl

service Calculator {
    i32 add(1: i32 a, 2: i32 b)
    string welcome(1: string name)
    binary echo(1: binary data)
}
