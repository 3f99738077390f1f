using System.Runtime.CompilerServices;

namespace Rpc.Connections;

/// <summary>Threads of the runtime's own on which user code may block: made when needed, kept for a while, never taken from the shared pool.</summary>
/// <remarks>Invariant, under <c>s_lock</c>: a worker in <c>s_idle</c> has no work and sleeps or is about to; whoever pops it gives it work.</remarks>
internal static class ElasticThreads
{
    private static readonly TimeSpan s_idleTime = TimeSpan.FromSeconds(10);
    private static readonly Lock s_lock = new();
    private static readonly Stack<Worker> s_idle = new();

    [ThreadStatic]
    private static bool s_isElastic;

    /// <summary>Whether the calling thread is one of these.</summary>
    public static bool IsCurrent => s_isElastic;

    /// <summary>Runs <paramref name="work"/> on an idle thread, or on a new one. Never waits.</summary>
    public static void Run(Action<object?> work, object? state)
    {
        Worker? worker;
        lock (s_lock)
        {
            s_idle.TryPop(out worker);
        }

        if (worker is null)
        {
            new Worker().Start(work, state);
        }
        else
        {
            worker.Give(work, state);
        }
    }

    /// <summary>Await it to go on on one of these threads.</summary>
    public static SwitchAwaitable SwitchAsync() => default;

    internal readonly struct SwitchAwaitable : ICriticalNotifyCompletion
    {
        public bool IsCompleted => s_isElastic;

        public SwitchAwaitable GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => Run(static action => ((Action)action!)(), continuation);
    }

    private sealed class Worker : IDisposable
    {
        private readonly SemaphoreSlim _given = new(0);
        private Action<object?>? _work;
        private object? _state;

        public void Start(Action<object?> work, object? state)
        {
            _work = work;
            _state = state;
            new Thread(Loop) { IsBackground = true, Name = "rpc-elastic" }.UnsafeStart();
        }

        public void Give(Action<object?> work, object? state)
        {
            _work = work;
            _state = state;
            _given.Release();
        }

        public void Dispose() => _given.Dispose();

        private void Loop()
        {
            s_isElastic = true;
            while (true)
            {
                Action<object?> work = _work!;
                object? state = _state;
                _work = null;
                _state = null;
                work(state);
                lock (s_lock)
                {
                    s_idle.Push(this);
                }

                if (!_given.Wait(s_idleTime) && Retire())
                {
                    Dispose();
                    return;
                }
            }
        }

        /// <summary>Takes this worker out of the idle ones; false when somebody has just popped it, whose work then comes.</summary>
        private bool Retire()
        {
            lock (s_lock)
            {
                if (!s_idle.Contains(this))
                {
                    _given.Wait();
                    return false;
                }

                Worker[] others = [.. s_idle.Where(w => w != this)];
                s_idle.Clear();
                foreach (Worker other in others.Reverse())
                {
                    s_idle.Push(other);
                }

                return true;
            }
        }
    }
}
