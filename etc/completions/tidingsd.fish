# Completion of tidingsd for fish: in a folder of $fish_complete_path, such as
# ~/.config/fish/completions/tidingsd.fish
complete -c tidingsd -f
complete -c tidingsd -l config -r -F -d 'The configuration file'
complete -c tidingsd -l once -d 'Poll what is due, and end'
complete -c tidingsd -l all -d 'With --once: refresh every feed'
complete -c tidingsd -l wished -d 'With --once: poll only what was asked for by add and refresh'
complete -c tidingsd -l check-config -d 'Read the configuration, tell every problem, and end'
complete -c tidingsd -l log-level -x -a 'trace debug info notice warning error critical' -d 'The least level that is logged'
complete -c tidingsd -l version -d 'Show the version'
complete -c tidingsd -s h -l help -d 'Show help information'
