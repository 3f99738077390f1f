#compdef rpc
# Completion of rpc for zsh. Load it with: eval "$(rpc completion zsh)", or save it as _rpc in a folder of $fpath.
_rpc() {
    local line="${(j: :)words[1,CURRENT]}"
    local -a items
    case ${words[CURRENT - 1]} in
        @FILES@)
            _files
            return
            ;;
    esac
    items=("${(@f)$(${(Q)words[1]} "[suggest:${#line}]" "$line" 2> /dev/null)}")
    compadd -- "${(@)items:#}"
}
if [ "$funcstack[1]" = "_rpc" ]; then
    _rpc "$@"
else
    compdef _rpc rpc
fi
