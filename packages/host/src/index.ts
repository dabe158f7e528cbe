export * from './host.ts'
export * from './root.ts'
