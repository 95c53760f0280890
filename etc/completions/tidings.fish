# Completion of tidings and tidingsd for fish: in a folder of $fish_complete_path, such as
# ~/.config/fish/completions/tidings.fish
#
# tidings itself says what may stand at the cursor; fish quotes it.

function __tidings_complete
    set -l line (commandline -cp)
    set -l program tidings
    set -l typed (commandline -opc)[1]
    if string match -q '*/*' -- "$typed"
        set program $typed
    end
    set -l told ($program complete fish -- "$line" 2>/dev/null </dev/null)
    if test "$told[1]" = files
        # Of --config=FILE what stands behind the equals sign.
        set -l word (commandline -ct)
        set -l option (string match -r -- '^--[^=]*=' $word)
        for path in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' $word))
            echo -- "$option$path"
        end
    else
        set -e told[1]
        string join \n -- $told
    end
end

complete -c tidings -f -k -a '(__tidings_complete)'
