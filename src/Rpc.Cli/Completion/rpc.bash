# Completion of rpc for bash. Load it with: eval "$(rpc completion bash)"
_rpc_complete() {
    local line=${COMP_LINE:0:COMP_POINT}
    local cur=${line##*[[:space:]]} item
    local before=${line%"$cur"}
    local -a words
    read -ra words <<< "$before"
    COMPREPLY=()
    case ${words[${#words[@]} - 1]} in
        @FILES@)
            compopt -o filenames 2> /dev/null
            while IFS= read -r item; do
                COMPREPLY+=("$item")
            done < <(compgen -f -- "$cur")
            return
            ;;
    esac

    # Bash completes from the last colon or equals sign on: what stands before is not repeated.
    local kept=
    case $cur in
        *[:=]*) kept=${cur%"${cur##*[:=]}"} ;;
    esac
    while IFS= read -r item; do
        item=${item%$'\r'}
        if [[ $item == "$cur"* ]]; then
            item=${item#"$kept"}
            COMPREPLY+=("$(printf %q "$item")")
        fi
    done < <("${COMP_WORDS[0]/#\~/$HOME}" "[suggest:${#line}]" "$line" 2> /dev/null)
}
complete -F _rpc_complete rpc
