using System.Net.Sockets;

// Without the console's encodings and locks: they would be most of such a short program, in both of them.
using Stream output = Console.OpenStandardOutput();
if (args is ["serve"])
{
    Sockets.AcceptAll(Sockets.Listen(out string endpoint), connection => new Thread(() => Serve(connection)) { IsBackground = true }.Start());
    output.Write(System.Text.Encoding.UTF8.GetBytes($"ready {endpoint}\n"));
    while (Console.In.ReadLine() is not null)
    {
        // Serves until the input ends.
    }

    return 0;
}

if (args is [])
{
    // The runtime alone.
    return 0;
}

using Socket socket = Sockets.Connect(args[0]);
int sum = Add(socket, 1, 2);
// How many methods had to be compiled until here says what ReadyToRun could not do ahead of time.
output.Write(System.Text.Encoding.UTF8.GetBytes($"{(sum == 3 ? "reply" : "wrong")} {System.Runtime.JitInfo.GetCompiledMethodCount()}\n"));
return sum == 3 ? 0 : 1;

static int Add(Socket socket, int x, int y)
{
    byte[] request = new byte[AddFrame.RequestSize];
    AddFrame.WriteRequest(request, 1, x, y);
    socket.Send(request);
    byte[] reply = new byte[AddFrame.ReplySize];
    int filled = 0;
    int sum;
    while (!AddFrame.TryReadReply(reply.AsSpan(0, filled), out _, out sum))
    {
        int count = socket.Receive(reply.AsSpan(filled));
        filled += count > 0 ? count : throw new EndOfStreamException("The server closed the connection.");
    }

    return sum;
}

static void Serve(Socket connection)
{
    using Socket _ = connection;
    byte[] request = new byte[AddFrame.RequestSize];
    byte[] reply = new byte[AddFrame.ReplySize];
    int filled = 0;
    while (connection.Receive(request.AsSpan(filled)) is var count and > 0)
    {
        filled += count;
        (int read, int written) = AddFrame.AnswerAll(request.AsSpan(0, filled), reply);
        filled -= read;
        connection.Send(reply.AsSpan(0, written));
    }
}
