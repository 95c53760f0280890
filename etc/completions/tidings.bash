# Completion of tidings and tidingsd for bash 4.4 or later; bash-completion is not needed. As
# /usr/share/bash-completion/completions/tidings it is loaded by itself, else: source tidings.bash
#
# tidings itself says what may stand at the cursor, quoted, and without what readline leaves in place (it begins a new
# word at a colon, though the shell does not).

_tidings() {
    local program=tidings told
    case ${1-} in
        */*) program=${1/#\~/${HOME-}} ;;
    esac
    COMPREPLY=()
    told=$("$program" complete bash -- "${COMP_LINE:0:COMP_POINT}" "${COMP_WORDBREAKS-}" "${COMP_TYPE-}" \
        2>/dev/null </dev/null) || return 0
    case $told in
        files*) compopt -o default 2>/dev/null ;;
        open*) compopt -o nospace 2>/dev/null ;;
    esac
    case $told in
        *$'\n'*) mapfile -t COMPREPLY <<<"${told#*$'\n'}" ;;
    esac
    return 0
}

_tidingsd() {
    local current=${2-}
    COMPREPLY=()
    case ${3-} in
        --config)
            compopt -o default 2>/dev/null
            return 0
            ;;
        --log-level)
            mapfile -t COMPREPLY < <(compgen -W 'trace debug info notice warning error critical' -- "$current")
            ;;
        *)
            mapfile -t COMPREPLY < <(compgen -W \
                '--config --once --all --wished --check-config --log-level --version --help' -- "$current")
            ;;
    esac
    return 0
}

complete -o nosort -F _tidings tidings
complete -F _tidingsd tidingsd
