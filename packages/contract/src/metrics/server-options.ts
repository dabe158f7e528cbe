import { boolean, integer, optional, string } from '@quorate/schema'
import { secret } from '../endpoint.ts'

export const metricServerOptions = {
  'api-path-prefix': optional(string()),
  bucket: optional(string()),
  disable: optional(boolean()),
  influxdbproto: optional(string({ default: 'udp', enum: ['udp', 'http', 'https'] })),
  'max-body-size': optional(integer({ default: 25000000, minimum: 1 })),
  mtu: optional(integer({ default: 1500, minimum: 512, maximum: 65536 })),
  organization: optional(string()),
  'otel-compression': optional(string({ default: 'gzip', enum: ['none', 'gzip'] })),
  'otel-headers': optional(string({ maxLength: 1024 })),
  'otel-max-body-size': optional(integer({ default: 10000000, minimum: 1024 })),
  'otel-path': optional(string({ default: '/v1/metrics' })),
  'otel-protocol': optional(string({ default: 'https', enum: ['http', 'https'] })),
  'otel-resource-attributes': optional(string({ maxLength: 1024 })),
  'otel-timeout': optional(integer({ default: 5, minimum: 1, maximum: 10 })),
  'otel-verify-ssl': optional(boolean({ default: true })),
  path: optional(string({ format: 'graphite-path' })),
  port: integer({ minimum: 1, maximum: 65536 }),
  proto: optional(string({ enum: ['udp', 'tcp'] })),
  server: string({ format: 'address' }),
  timeout: optional(integer({ default: 1, minimum: 0 })),
  token: secret(optional(string())),
  'verify-certificate': optional(boolean({ default: true })),
}
