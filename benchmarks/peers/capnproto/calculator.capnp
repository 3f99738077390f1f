@0xd8f2c1a97b3e4650;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("idl");

interface Calculator {
    add @0 (a :Int32, b :Int32) -> (sum :Int32);
    welcome @1 (name :Text) -> (greeting :Text);
    echo @2 (data :Data) -> (data :Data);
}
