#compdef sdgc
# Completion of sdgc for zsh: `source <(sdgc completions zsh)` behind `compinit`, or keep it as `_sdgc` in a folder of $fpath.
_sdgc() {
  local line name
  local -a plain open
  for line in "${(@f)$("${words[1]}" complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    name=${line%%$'\t'*}
    case $name in
      '') ;;
      :pipelines) _files -g '*.sdg' ;;
      :files) _files ;;
      *=) open+=("$name") ;;
      *) plain+=("${name//:/\\:}:${line#*$'\t'}") ;;
    esac
  done
  ((${#open})) && compadd -S '' -a open
  ((${#plain})) && _describe -V sdgc plain
  return 0
}
compdef _sdgc sdgc
