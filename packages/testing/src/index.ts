export { fakeHost, type FakeHost } from './fake-host.ts'
export type { ExecCall, Script, ScriptAnswer } from './fake-host/fake-exec.ts'
export { failAtEach, type Arranged } from './fail-at-each.ts'
export { hostConformance, type HostUnderTest } from './host-conformance.ts'
