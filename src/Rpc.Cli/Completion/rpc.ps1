# Completion of rpc for PowerShell. Load it with: rpc completion pwsh | Out-String | Invoke-Expression
# Where nothing is suggested, PowerShell completes files itself.
Register-ArgumentCompleter -Native -CommandName rpc -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    $line = $commandAst.ToString().PadRight($length).Substring(0, $length)
    $program = $commandAst.CommandElements[0].Value
    if ($line -match '(^|\s)(@FILES@)\s+\S*$') { return }
    & $program "[suggest:$length]" $line 2> $null |
        Where-Object { $_.StartsWith($wordToComplete, [StringComparison]::Ordinal) } |
        ForEach-Object {
            $text = if ($_ -match '[\s''"`$;|&(){}<>@#,]') { "'" + $_.Replace("'", "''") + "'" } else { $_ }
            [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
        }
}
