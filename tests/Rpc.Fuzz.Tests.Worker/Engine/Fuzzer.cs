using System.Diagnostics;
using System.Globalization;
using Rpc.Fuzz.Targets;

namespace Rpc.Fuzz.Engine;

/// <summary>Picks a target and one of its inputs, changes the input, tries it, and keeps it where it reached what the target's inputs did not reach before.</summary>
internal sealed class Fuzzer : IDisposable
{
    private readonly FuzzOptions _options;
    private readonly Random _random;
    private readonly Mutator _mutator;
    private readonly TargetState[] _targets;
    private readonly GuardedInput _memory;
    private readonly Findings _findings;
    private readonly Watchdog _watchdog = new();
    private readonly byte[] _seen = new byte[EdgeMap.Hits.Length];
    private long _tried;
    private long _accepted;

    public Fuzzer(FuzzOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        _mutator = new Mutator(_random);
        _targets = [.. AllTargets.Create().Where(target => target.Name.Contains(options.Only, StringComparison.Ordinal)).Select((target, i) => new TargetState(target, i))];
        _memory = new GuardedInput(Path.Combine(options.Output, "current.bin"));
        _findings = new Findings(options.Output);
        File.WriteAllLines(Path.Combine(options.Output, "targets.txt"), _targets.Select(state => state.Target.Name));
    }

    private bool IsOver => _tried >= _options.Inputs || (_options.StopAtFirst && _findings.Count > 0);

    public void Run()
    {
        long began = Stopwatch.GetTimestamp();

        // What the registration of codecs went over while the targets were made.
        EdgeMap.AddTo(_seen);
        foreach (TargetState state in _targets)
        {
            Begin(state);
        }

        int reached = _seen.Count((byte)1);
        while (!IsOver)
        {
            TargetState state = Choose();
            Try(state, _mutator.Mutate(state.Pick(_random), state.Target, Donor(state)));
        }

        Report(reached, Stopwatch.GetElapsedTime(began));
        if (_options.Minimised.Length > 0)
        {
            Minimiser.Write(_options.Minimised, _targets, _seen.Length);
        }
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _memory.Dispose();
    }

    // Seeds, what earlier runs kept, what was a finding once, and what no run should have to find.
    private void Begin(TargetState state)
    {
        IEnumerable<byte[]> inputs = state.Target.Seeds
            .Concat(InputFiles.Read(_options.Corpus, state.Target.Name))
            .Concat(InputFiles.Read(_options.Regressions, state.Target.Name))
            .Concat(HostileInputs.All);
        foreach (byte[] input in inputs)
        {
            Try(state, input);
        }
    }

    private void Try(TargetState state, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> input = _memory.Set(state.Number, bytes);
        _watchdog.Next();
        _tried++;
        state.Tried++;
        EdgeMap.Clear();
        try
        {
            if (state.Target.Run(input))
            {
                _accepted++;
                state.Accepted++;
            }
        }
        catch (Exception exception)
        {
            _findings.Add(state.Target, input, exception);
        }

        EdgeMap.AddTo(_seen);
        if (EdgeMap.AddTo(state.Seen))
        {
            state.Keep(input);
        }
        else
        {
            state.Tire();
        }
    }

    // The more rewarding one of two; one time in three any.
    private TargetState Choose()
    {
        TargetState first = _targets[_random.Next(_targets.Length)];
        TargetState second = _targets[_random.Next(_targets.Length)];
        return first.Energy >= second.Energy || _random.Next(3) == 0 ? first : second;
    }

    private byte[] Donor(TargetState state) => (_random.Next(8) == 0 ? _targets[_random.Next(_targets.Length)] : state).Pick(_random);

    private void Report(int reachedByCorpus, TimeSpan time)
    {
        File.WriteAllBytes(Path.Combine(_options.Output, "hits.bin"), _seen);
        File.WriteAllLines(Path.Combine(_options.Output, "counts.txt"), new (string, double)[]
        {
            ("inputs", _tried),
            ("accepted", _accepted),
            ("targets", _targets.Length),
            ("kept", _targets.Sum(state => state.Entries.Count)),
            ("findings", _findings.Count),
            ("reached-by-corpus", reachedByCorpus),
            ("seconds", time.TotalSeconds),
        }.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Item1}={each.Item2:0.###}")));
        File.WriteAllLines(Path.Combine(_options.Output, "targets.txt"), _targets.Select(state => $"{state.Target.Name}\t{state.Tried}\t{state.Accepted}\t{state.Entries.Count}"));
    }
}
