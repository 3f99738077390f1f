namespace Rpc.Hostile.Tests;

/// <summary>One thread that attacks: keeps its connection while the server does, and makes another otherwise.</summary>
internal sealed class Attacker(RemoteUri address, StormCount count, Func<bool> done, int seed)
{
    private const int MostInBatch = 24;
    private const int MostOnConnection = 600;

    private readonly Random _random = new(seed);

    public void Run()
    {
        while (!done())
        {
            if (_random.Next(10) == 0)
            {
                SpoilHandshake();
            }
            else
            {
                SpoilConnection();
            }
        }
    }

    private void SpoilHandshake()
    {
        using RawConnection connection = RawConnection.Connect(address);
        connection.Send(HandshakeMutations.Next(_random));
        connection.Finish();
        count.AddHandshake();
        count.Connections.Enqueue((connection.LocalPort, false));
    }

    private void SpoilConnection()
    {
        using RawConnection connection = RawConnection.Open(address);
        bool ended = false;
        try
        {
            for (int sent = 0; sent < MostOnConnection && !done() && !ended;)
            {
                ended = !Batch(connection, ref sent);
            }

            if (!ended && _random.Next(2) == 0)
            {
                connection.Finish();
            }
        }
        finally
        {
            count.Connections.Enqueue((connection.LocalPort, ended));
        }
    }

    /// <summary>Sends shots and waits until the server has handled them. False when it has ended the connection.</summary>
    private bool Batch(RawConnection connection, ref int sent)
    {
        var shots = new List<Shot>();
        int size = _random.Next(1, MostInBatch);
        for (int i = 0; i < size; i++)
        {
            Shot shot = Mutator.Next(_random, connection.NextId());
            if (!shot.IsWhole)
            {
                Count(shots, connection.Sync());
                connection.Send(shot.Bytes);
                connection.Finish();
                count.Add(shot);
                sent = MostOnConnection;
                return true;
            }

            shots.Add(shot);
            if (!connection.Send(shot.Bytes))
            {
                break;
            }
        }

        sent += shots.Count;
        return Count(shots, connection.Sync());
    }

    // Of shots that ended the connection one was certainly handled, and nobody knows how many more.
    private bool Count(List<Shot> shots, bool alive)
    {
        foreach (Shot shot in alive ? shots : shots.Take(1))
        {
            count.Add(shot);
        }

        return alive;
    }
}
