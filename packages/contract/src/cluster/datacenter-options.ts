import { boolean, defaultKey, integer, number, optional, propertyString, string } from '@quorate/schema'

export const datacenterOptions = {
  bwlimit: optional(
    propertyString(
      {
        clone: optional(number({ description: 'Limit of clones in KiB each second.', minimum: 0 })),
        default: optional(number({ description: 'Limit where no other is given, in KiB each second.', minimum: 0 })),
        migration: optional(number({ description: 'Limit of migrations in KiB each second.', minimum: 0 })),
        move: optional(number({ description: 'Limit of moving disks in KiB each second.', minimum: 0 })),
        restore: optional(number({ description: 'Limit of restores in KiB each second.', minimum: 0 })),
      },
      { description: 'Limit of the data rate in KiB each second; 0 is none.' },
    ),
  ),
  'consent-text': optional(string({ description: 'Text to agree to before login.', maxLength: 65536 })),
  console: optional(string({ description: 'Viewer that consoles open in.', enum: ['applet', 'vv', 'html5', 'xtermjs'] })),
  crs: optional(
    propertyString(
      {
        ha: optional(string({ description: 'Scheduler of HA.', default: 'basic', enum: ['basic', 'static', 'dynamic'] })),
        'ha-auto-rebalance': optional(boolean({ description: 'Move resources when nodes are loaded unevenly.', default: false })),
        'ha-auto-rebalance-hold-duration': optional(
          number({ description: 'Rounds that the imbalance must last.', default: 3, requires: 'ha-auto-rebalance', minimum: 0 }),
        ),
        'ha-auto-rebalance-margin': optional(
          number({ description: 'Least improvement that is worth a move.', default: 0.1, requires: 'ha-auto-rebalance', minimum: 0 }),
        ),
        'ha-auto-rebalance-method': optional(
          string({
            description: 'How the best move is chosen.',
            default: 'bruteforce',
            requires: 'ha-auto-rebalance',
            enum: ['bruteforce', 'topsis'],
          }),
        ),
        'ha-auto-rebalance-threshold': optional(
          number({ description: 'Imbalance from which on moves are made.', default: 0.3, requires: 'ha-auto-rebalance', minimum: 0 }),
        ),
        'ha-rebalance-on-start': optional(boolean({ description: 'Choose a suitable node when a resource starts.', default: false })),
      },
      { description: 'How the scheduler of HA chooses nodes.' },
    ),
  ),
  description: optional(string({ description: 'Notes; shown in the interface.', maxLength: 65536 })),
  email_from: optional(string({ description: 'Address of the sender.', format: 'email-opt' })),
  fencing: optional(string({ description: 'How failed nodes are fenced.', default: 'watchdog', enum: ['watchdog', 'hardware', 'both'] })),
  ha: optional(
    propertyString(
      {
        shutdown_policy: string({
          description: 'What happens with resources when a node shuts down.',
          default: 'conditional',
          enum: ['freeze', 'failover', 'conditional', 'migrate'],
        }),
      },
      { description: 'HA settings.' },
    ),
  ),
  http_proxy: optional(string({ description: 'Proxy for downloads.', pattern: 'http://.*' })),
  keyboard: optional(
    string({
      description: 'Keyboard layout of the console.',
      enum: [
        'de',
        'de-ch',
        'da',
        'en-gb',
        'en-us',
        'es',
        'fi',
        'fr',
        'fr-be',
        'fr-ca',
        'fr-ch',
        'hu',
        'is',
        'it',
        'ja',
        'lt',
        'mk',
        'nl',
        'no',
        'pl',
        'pt',
        'pt-br',
        'sv',
        'sl',
        'tr',
      ],
    }),
  ),
  language: optional(
    string({
      description: 'Language of the interface.',
      enum: [
        'ar',
        'ca',
        'da',
        'de',
        'en',
        'es',
        'eu',
        'fa',
        'fr',
        'hr',
        'he',
        'it',
        'ja',
        'ka',
        'kr',
        'nb',
        'nl',
        'nn',
        'pl',
        'pt_BR',
        'ru',
        'sl',
        'sv',
        'tr',
        'ukr',
        'zh_CN',
        'zh_TW',
      ],
    }),
  ),
  mac_prefix: optional(string({ description: 'Begin of generated MAC addresses.', default: 'BC:24:11', format: 'mac-prefix' })),
  max_workers: optional(integer({ description: 'How many run at the same time.', minimum: 1 })),
  migration: optional(
    propertyString(
      {
        network: optional(string({ description: 'Network to use.', format: 'CIDR' })),
        type: defaultKey(string({ description: 'Kind.', default: 'secure', enum: ['secure', 'insecure'] })),
      },
      { description: 'Defaults of migrations.' },
    ),
  ),
  migration_unsecure: optional(boolean({ description: 'Migrate without encryption; migration is its present form.' })),
  'next-id': optional(
    propertyString(
      {
        lower: optional(integer({ description: 'Least id.', default: 100 })),
        upper: optional(integer({ description: 'Id above the greatest.', default: 1000000 })),
      },
      { description: 'Range of ids for new guests.' },
    ),
  ),
  notify: optional(
    propertyString(
      {
        fencing: optional(string({ description: 'When fencing is told.', enum: ['always', 'never'] })),
        'package-updates': optional(
          string({ description: 'When new packages are told.', default: 'auto', enum: ['auto', 'always', 'never'] }),
        ),
        replication: optional(string({ description: 'When failed replications are told.', enum: ['always', 'never'] })),
        'target-fencing': optional(string({ description: 'Notification target.' })),
        'target-package-updates': optional(string({ description: 'Notification target.' })),
        'target-replication': optional(string({ description: 'Notification target.' })),
      },
      { description: 'Notification settings.' },
    ),
  ),
  'registered-tags': optional(
    string({
      description: 'Tags that only administrators may set.',
      pattern: '(?:(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*);)*(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*)',
    }),
  ),
  replication: optional(
    propertyString(
      {
        network: optional(string({ description: 'Network to use.', format: 'CIDR' })),
        type: defaultKey(string({ description: 'Kind.', default: 'secure', enum: ['secure', 'insecure'] })),
      },
      { description: 'Settings of replication.' },
    ),
  ),
  'tag-style': optional(
    propertyString(
      {
        'case-sensitive': optional(boolean({ description: 'Tags differ by case.', default: false })),
        'color-map': optional(
          string({
            description: 'Colours of tags: tag:background:text.',
            pattern:
              '(?:(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*):[0-9a-fA-F]{6}(?::[0-9a-fA-F]{6})?)(?:;(?:(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*):[0-9a-fA-F]{6}(?::[0-9a-fA-F]{6})?))*',
          }),
        ),
        ordering: optional(string({ description: 'Order of tags.', default: 'alphabetical', enum: ['config', 'alphabetical'] })),
        shape: optional(string({ description: 'How tags are drawn.', default: 'circle', enum: ['full', 'circle', 'dense', 'none'] })),
      },
      { description: 'How tags are shown.' },
    ),
  ),
  u2f: optional(
    propertyString(
      {
        appid: optional(string({ description: 'Id of the application.' })),
        origin: optional(string({ description: 'Origin.' })),
      },
      { description: 'Settings of U2F.' },
    ),
  ),
  'user-tag-access': optional(
    propertyString(
      {
        'user-allow': optional(
          string({ description: 'Which tags users may set.', default: 'free', enum: ['none', 'list', 'existing', 'free'] }),
        ),
        'user-allow-list': optional(
          string({
            description: 'Tags that users may set.',
            pattern: '(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*)(?:;(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*))*',
          }),
        ),
      },
      { description: 'Which tags users may set.' },
    ),
  ),
  webauthn: optional(
    propertyString(
      {
        'allow-subdomains': optional(boolean({ description: 'Also accept names below the origin.', default: true })),
        id: optional(string({ description: 'Id.' })),
        origin: optional(string({ description: 'Origin.' })),
        rp: optional(string({ description: 'Relying party.' })),
      },
      { description: 'Settings of WebAuthn.' },
    ),
  ),
}
