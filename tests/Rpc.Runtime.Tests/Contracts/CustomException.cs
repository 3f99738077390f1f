namespace Rpc.Runtime.Tests;

public sealed class CustomException(string message) : Exception(message);
