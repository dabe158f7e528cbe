# Completion for the command line of Quorate: source this file in bash or zsh.
# Generated: 'npm run generate' writes it anew.
if [ -n "${ZSH_VERSION-}" ]; then
  autoload -Uz compinit bashcompinit && compinit && bashcompinit
fi

_quorate() {
  local IFS=$'\n'
  COMPREPLY=($("$1" --complete "${BASH_VERSION:+bash}" "${COMP_LINE:0:$COMP_POINT}" 2>/dev/null))
  # A path of the API goes on behind what was completed.
  case "${COMPREPLY[*]-}" in
    /*) [ -z "${BASH_VERSION-}" ] || compopt -o nospace 2>/dev/null ;;
  esac
  return 0
}

for quorate_tool in qm pct pvesh pvesm pveam pveum pvenode pvecm; do
  complete -o default -F _quorate "$quorate_tool"
done
unset quorate_tool
