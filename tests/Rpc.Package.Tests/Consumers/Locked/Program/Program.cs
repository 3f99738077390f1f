Console.WriteLine(nameof(Middle.IStore));
