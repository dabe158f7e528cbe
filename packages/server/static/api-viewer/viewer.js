// Shows /api2/openapi.json. Everything is put in as text, never as HTML.
const methods = ['get', 'post', 'put', 'delete']
const nav = document.getElementById('paths')
const detail = document.getElementById('detail')
const filter = document.getElementById('filter')
let components = {}

/** A schema that occurs often stands once, under the components. */
function resolve(value) {
  return value.$ref ? resolve(components[value.$ref.split('/').at(-1)] ?? {}) : value
}

function element(tag, className, ...children) {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

function typeText(given) {
  const schema = resolve(given)
  if (schema.enum) return schema.enum.join(' | ')
  if (schema['x-members']) return `${Object.keys(resolve(schema['x-members'])).join('=,')}=`
  if (schema.type === 'array') return `list of ${typeText(schema.items ?? {})}`
  const range = schema.minimum !== undefined || schema.maximum !== undefined ? ` (${schema.minimum ?? ''} - ${schema.maximum ?? ''})` : ''
  return (schema.format ?? schema.type ?? 'any') + range
}

function checkText([kind, ...rest]) {
  switch (kind) {
    case 'perm': {
      const [path, privileges, ...more] = rest
      const condition = more.includes('require_param') ? ` (when ${more[more.indexOf('require_param') + 1]} is given)` : ''
      return `${privileges.join(more.includes('any') ? ' or ' : ' and ')} on ${path}${condition}`
    }
    case 'or':
    case 'and':
      return rest.map(one => `(${checkText(one)})`).join(` ${kind} `)
    case 'userid-param':
      return rest[0] === 'self' ? 'the user itself' : `${rest[0]} on the realm of the user`
    case 'userid-group':
      return `${rest[0].join(' and ')} on a group of the user`
    case 'perm-modify':
      return `may change permissions on ${rest[0]}`
    default:
      return kind
  }
}

function permissionText({ user, check }) {
  if (check) return checkText(check)
  return { world: 'anybody, logged in or not', all: 'any user' }[user] ?? `${user} only`
}

function parametersOf(operation) {
  const rows = (operation.parameters ?? []).map(one => ({ ...one, text: one.description }))
  const body = resolve(Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? {})
  const add = (name, given) => {
    const schema = resolve(given)
    rows.push({ name, schema, text: schema.description, required: body.required?.includes(name) })
  }
  for (const [name, schema] of Object.entries(body.properties ?? {})) add(name, schema)
  for (const [pattern, schema] of Object.entries(body.patternProperties ?? {})) add(pattern.replace(/^\^|\\d\+\$$/g, '') + '[n]', schema)
  return rows.sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false))
}

function parameterTable(rows) {
  const body = rows.map(({ name, schema: given, text, required }) => {
    const schema = resolve(given)
    const usual = schema.default ?? schema['x-default']
    const rights = [schema['x-root-only'] && 'root@pam only.', schema['x-privileges'] && `Needs ${schema['x-privileges'].join(' or ')}.`]
    const notes = [text, usual !== undefined && `Default: ${usual}.`, ...rights].filter(Boolean).join(' ')
    return element(
      'tr',
      '',
      element('td', required ? 'needed' : '', name),
      element('td', '', typeText(schema)),
      element('td', 'note', notes),
    )
  })
  const head = element('tr', '', element('th', '', 'Parameter'), element('th', '', 'Type'), element('th', '', ''))
  return element('table', '', element('thead', '', head), element('tbody', '', ...body))
}

/** What a successful answer is: a task, a stream, or data. */
function answerOf(operation) {
  if (operation.responses[101]) return { kind: 'WebSocket' }
  const content = operation.responses[200]?.content ?? {}
  if (content['text/event-stream']) return { kind: 'server-sent events' }
  const data = resolve(resolve(content['application/json']?.schema ?? {}).properties?.data ?? {})
  return { kind: content['application/octet-stream'] ? 'file' : undefined, data }
}

function operationSection(path, method, operation) {
  const name = method.toUpperCase()
  const facts = element('dl', 'facts')
  const fact = (label, value) => facts.append(element('dt', '', label), element('dd', '', value))
  fact('Permission', permissionText(operation['x-permissions']))
  const { kind, data } = answerOf(operation)
  if (!operation.security.some(one => one.apiToken) && operation.security.length > 0) fact('API tokens', 'not allowed')
  if (operation['x-task']) fact('Runs as', `task ${operation['x-task'].type}`)
  if (kind) fact('Answers with', kind)
  if (!operation['x-built']) fact('State', 'declared, not built yet: answers 501')
  const title = element('h2', '', element('span', `method ${name}`, name), ' ', element('span', 'path', path))
  const section = element('section', 'operation', title, element('p', '', operation.summary ?? ''), facts)
  const rows = parametersOf(operation)
  if (rows.length > 0) section.append(parameterTable(rows))
  if (data && data.type !== 'null' && Object.keys(data).length > 0) {
    const text = JSON.stringify(data, (_, value) => (value?.$ref ? resolve(value) : value), 2)
    section.append(element('details', '', element('summary', 'note', 'Returns'), element('pre', '', text)))
  }
  return section
}

function showPath(paths) {
  const path = decodeURIComponent(location.hash.slice(1))
  for (const link of nav.children) link.toggleAttribute('aria-current', link.dataset.path === path)
  const item = paths[path]
  if (!item) {
    const all = Object.values(paths).flatMap(one => Object.values(one))
    const built = all.filter(one => one['x-built']).length
    detail.replaceChildren(element('p', 'note', `${all.length} methods are declared; this build answers ${built} of them. Choose a path.`))
    return
  }
  const present = methods.filter(method => item[method])
  detail.replaceChildren(...present.map(method => operationSection(path, method, item[method])))
  detail.scrollTop = 0
}

function listPaths(paths) {
  const wanted = filter.value.trim().toLowerCase()
  const links = []
  for (const [path, item] of Object.entries(paths)) {
    const text = `${path} ${Object.values(item)
      .map(one => one.summary)
      .join(' ')}`.toLowerCase()
    if (wanted && !text.includes(wanted)) continue
    const present = methods.filter(method => item[method])
    const marks = present.map(method => element('span', `method ${method.toUpperCase()}`, `${method.toUpperCase()[0]} `))
    const built = present.some(method => item[method]['x-built'])
    const link = element('a', built ? '' : 'unbuilt', element('span', 'path', path), element('span', 'methods', ...marks))
    link.href = `#${encodeURIComponent(path)}`
    link.dataset.path = path
    links.push(link)
  }
  nav.replaceChildren(...links)
}

async function main() {
  const response = await fetch('/api2/openapi.json')
  if (!response.ok) throw new Error(`the API answers ${response.status} ${response.statusText}`)
  const { paths, components: shared } = await response.json()
  components = shared.schemas
  const refresh = () => {
    listPaths(paths)
    showPath(paths)
  }
  filter.addEventListener('input', refresh)
  addEventListener('hashchange', () => showPath(paths))
  refresh()
}

main().catch(error => detail.replaceChildren(element('p', 'note', `The API could not be read: ${error.message}`)))
