// Each test loads the whole machine, and several look at the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
