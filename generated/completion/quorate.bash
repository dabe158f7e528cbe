# Completion for the command line of Quorate, for bash and zsh. Generated: 'npm run generate' writes it anew.
#   bash: source this file      zsh: source it too
if [ -n "${ZSH_VERSION-}" ]; then
  autoload -Uz bashcompinit && bashcompinit
fi

_quorate() {
  local line words current
  line=${COMP_LINE:0:$COMP_POINT}
  read -r -a words <<< "$line"
  # A word is begun anew behind a space.
  case $line in *[[:space:]]) words+=('') ;; esac
  current=${words[${#words[@]}-1]}
  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("$candidate")
  done < <("${words[0]}" --complete "${words[@]:1}" 2>/dev/null)
  # Bash replaces only what stands behind the last colon: volume and user ids have them.
  case $current in
    *:*)
      local prefix=${current%"${current##*:}"} i
      for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$prefix"}; done
      ;;
  esac
  case ${COMPREPLY[*]} in
    /*) compopt -o nospace 2>/dev/null || true ;;
  esac
}

for quorate_tool in qm pvesh pvesm pveum pvenode; do
  complete -o default -F _quorate "$quorate_tool"
done
unset quorate_tool
