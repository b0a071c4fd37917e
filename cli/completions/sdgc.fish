# Completion of sdgc for fish: `sdgc completions fish | source`, or keep it as ~/.config/fish/completions/sdgc.fish.
function __sdgc_complete
    set -l words (commandline -opc)
    for line in ($words[1] complete $words[2..-1] (commandline -ct) 2>/dev/null)
        switch $line
            case :pipelines
                __fish_complete_suffix .sdg
            case :files
                __fish_complete_path (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete -c sdgc -f -a '(__sdgc_complete)'
