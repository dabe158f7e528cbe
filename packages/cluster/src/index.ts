export * from './config-store.ts'
export * from './event-hub.ts'
