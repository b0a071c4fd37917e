# Completion of sdgc for bash: `source <(sdgc completions bash)`, or keep it as
# ~/.local/share/bash-completion/completions/sdgc.
_sdgc() {
  local current=${COMP_WORDS[COMP_CWORD]} line
  # Bash takes `=` for a word: what stands behind it is what is completed.
  [[ $current == = ]] && current=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :pipelines)
        compopt -o filenames
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$current"; compgen -f -X '!*.sdg' -- "$current")
        ;;
      :files)
        compopt -o filenames
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
        ;;
      *)
        COMPREPLY+=("${line%%$'\t'*}")
        [[ ${line%%$'\t'*} == *= ]] && compopt -o nospace
        ;;
    esac
  done < <("${COMP_WORDS[0]}" complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _sdgc sdgc
