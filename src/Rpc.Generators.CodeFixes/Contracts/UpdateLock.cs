using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Rpc.Generators.Locking;
using Rpc.Generators.Model;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Writes contract.lock as the contracts are now, which accepts what broke: the same text that the build writes.</summary>
internal sealed class UpdateLock : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        TextDocument? file = place.Document.Project.AdditionalDocuments.FirstOrDefault(document => Path.GetFileName(document.FilePath ?? document.Name) == LockFile.Contracts.Name);
        return file is null ? [] : [new("Accept the change in contract.lock", "lock", cancellationToken => WriteAsync(place.Document.Project, file.Id, cancellationToken))];
    }

    private static async Task<Solution> WriteAsync(Project project, DocumentId file, CancellationToken cancellationToken)
    {
        Compilation? compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        return compilation is null
            ? project.Solution
            : project.Solution.WithAdditionalDocumentText(file, SourceText.From(ContractLock.Text(compilation, cancellationToken), System.Text.Encoding.UTF8));
    }
}
