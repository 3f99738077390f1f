global using Xunit;

// One broker, and tests that stop theirs beside it, are enough for a small machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
