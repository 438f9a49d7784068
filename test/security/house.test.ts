/** What no file of the project may do, whoever wrote it. A rule that finds nothing may be broken: each is shown an offender. */
import { describe, expect, it } from "vitest";
import { projectFiles, readText } from "../house/files.ts";
import { isNode, type Node, parseSource, type Source } from "../house/source.ts";

const files = projectFiles();
const product = files
  .filter((path) => /^(src|commands|assets\/web)\/.*(?<!\.d)\.ts$/u.test(path))
  .map((path) => parseSource(path, readText(path) ?? ""));

const offence = ({ path, lineOf }: Source, { start }: Node, what: string): string =>
  `${path}:${lineOf(start)} ${what}`;
const nameOf = (value: unknown): string => (isNode(value) ? String(value.name ?? "") : "");

/** Kysely's own template is parameterized; SQL in a plain string is where injections come from. */
const SQL =
  /^\s*(select\s.+\sfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|create\s+table|drop\s|alter\s|truncate\s)/isu;

function rawSql(source: Source): string[] {
  return source.nodes.flatMap((node) => {
    if (node.type === "TaggedTemplateExpression") return [];
    const text =
      node.type === "Literal"
        ? node.value
        : isNode(node) && node.type === "TemplateElement"
          ? quasi(node)
          : "";
    if (typeof text !== "string" || !SQL.test(text)) return [];
    return tagged(source, node) ? [] : [offence(source, node, "SQL in a string: ask Kysely")];
  });
}

const quasi = (node: Node): unknown => (node.value as { raw?: unknown } | undefined)?.raw;

/** Whether the template that this is a piece of has Kysely's tag. */
const tagged = ({ nodes }: Source, { start, end }: Node): boolean =>
  nodes.some(
    (node) =>
      node.type === "TaggedTemplateExpression" &&
      nameOf(node.tag) === "sql" &&
      node.start <= start &&
      node.end >= end,
  );

/** `sql.raw` and friends put text into a statement as it is. */
function unescaped(source: Source): string[] {
  return source.nodes.flatMap((node) =>
    node.type === "MemberExpression" &&
    nameOf(node.object) === "sql" &&
    /^(raw|lit)$/u.test(nameOf(node.property))
      ? [offence(source, node, `sql.${nameOf(node.property)} puts text into a statement as it is`)]
      : [],
  );
}

/** Text from outside as HTML or as code. */
const DANGEROUS = /^(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc)$/u;
function markup(source: Source): string[] {
  return source.nodes.flatMap((node) => {
    if (node.type === "MemberExpression" && DANGEROUS.test(nameOf(node.property)))
      return [offence(source, node, `${nameOf(node.property)} takes text for markup`)];
    const called = node.type === "CallExpression" || node.type === "NewExpression" ? nameOf(node.callee) : "";
    return /^(eval|Function)$/u.test(called) ? [offence(source, node, `${called} takes text for code`)] : [];
  });
}

describe("no file of the product", () => {
  it("writes SQL past Kysely", () => {
    expect(product.flatMap(rawSql)).toEqual([]);
    expect(product.flatMap(unescaped)).toEqual([]);
  });

  it("takes text for markup or code", () => {
    expect(product.flatMap(markup)).toEqual([]);
  });

  it("has a script or style inside the page's HTML, or anything from elsewhere", () => {
    const html = readText("assets/web/page.html") ?? "";
    expect(html).toContain("<script");
    expect(
      html.match(/<script(?![^>]*\ssrc=)[^>]*>|<style|\son\w+=|\sstyle=|javascript:|https?:\/\//giu),
    ).toBeNull();
  });

  it("holds a secret", () => {
    const shapes =
      /\bxox[bp]-\d{6,}|\bxapp-\d-[A-Z0-9]{8,}-\d{6,}|-----BEGIN [A-Z ]*PRIVATE KEY|[\w-]{24}\.[\w-]{6}\.[\w-]{27,}/u;
    const holding = files.filter((path) => !path.startsWith("test/") && shapes.test(readText(path) ?? ""));
    expect(holding.filter((path) => path !== "package-lock.json")).toEqual([]);
  });
});

describe("the rules", () => {
  const found = (rule: (source: Source) => string[], text: string) =>
    rule(parseSource("x.ts", text)).map((one) => one.replace(/^x\.ts:/u, ""));

  it("see SQL in strings, and leave Kysely's template alone", () => {
    const id = "$" + "{id}";
    const text = [
      'db.exec("delete from people");',
      `run(\`select * from people where id = '${id}'\`);`,
      `sql\`select name from ${id}\`;`,
      'say("select one of these");',
    ].join("\n");
    expect(found(rawSql, text)).toEqual(["1 SQL in a string: ask Kysely", "2 SQL in a string: ask Kysely"]);
    expect(found(unescaped, "f(sql.raw(y));")).toHaveLength(1);
  });

  it("see text that is taken for markup or code", () => {
    expect(found(markup, "a.innerHTML = b;\neval(c);\nnew Function(d);\na.textContent = b;")).toHaveLength(3);
  });
});
