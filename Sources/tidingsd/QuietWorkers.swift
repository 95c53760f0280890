// What libdispatch calls when one of its threads begins to take work, and when it ends: here, nothing is done.
//
// From the first such thread on, libdispatch would look once a second, for ever, whether enough of them run, and begin
// another where all of them wait for something. Ours never wait for one another, so there is nothing to look for, and a
// daemon at rest sleeps. Package.swift has the linker put these in the place of libdispatch's own; why:
// etc/doc/decisions/0014-no-watch-over-workers.md.

@c(__wrap__dispatch_workq_worker_register)
func takesWork(_ queue: UInt) {}

@c(__wrap__dispatch_workq_worker_unregister)
func takesNoMoreWork(_ queue: UInt) {}
