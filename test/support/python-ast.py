"""Reads a JSON list of texts and prints, for each, how CPython understands it: a list of statements as text, or null."""

import ast
import bisect
import json
import struct
import sys
import warnings

warnings.simplefilter("ignore")
OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%", "Pow": "**", "LShift": "<<", "RShift": ">>",
    "BitOr": "|", "BitXor": "^", "BitAnd": "&", "FloorDiv": "//", "And": "and", "Or": "or", "Not": "not", "Invert": "~",
    "UAdd": "+", "USub": "-", "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is",
    "IsNot": "is not", "In": "in", "NotIn": "not in",
}


def operator(node):
    return OPERATORS[type(node).__name__]


class Printer:
    """Prints nodes in the notation of test/support/python-notation.ts; spans are UTF-16 offsets."""

    def __init__(self, text):
        self.text = text
        at = 0
        self.lines = []
        while True:
            ends = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
            if not ends:
                self.lines.append((at, text[at:]))
                break
            end = min(ends)
            after = end + 2 if text[end : end + 2] == "\r\n" else end + 1
            self.lines.append((at, text[at:end]))
            at = after
        # UTF-16 counts characters beyond the basic plane twice.
        self.wide = [at for at, character in enumerate(text) if ord(character) > 0xFFFF]
        self.ascii = text.isascii()
        self.silent = 0

    def offset(self, line, column):
        start, content = self.lines[line - 1]
        if line == 1 and content.startswith("\ufeff"):
            content = content[1:]
            start += 1
        characters = column if self.ascii else len(content.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "surrogatepass"))
        at = start + characters
        return at + bisect.bisect_left(self.wide, at)

    def span(self, node):
        if self.silent:
            return ""
        return "@%d-%d" % (self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset))

    def many(self, nodes):
        return ", ".join(self.expression(node) for node in nodes)

    def optional(self, node):
        return "" if node is None else self.expression(node)

    def expression(self, node):
        kind = type(node).__name__
        method = getattr(self, kind, None)
        return "?" if method is None else method(node)

    def Name(self, node):
        return node.id + self.span(node)

    def Attribute(self, node):
        return "(%s).%s%s" % (self.expression(node.value), node.attr, self.span(node))

    def arguments(self, args, keywords):
        found = []
        for value in args:
            star = isinstance(value, ast.Starred)
            value = value.value if star else value
            found.append(((value.lineno, value.col_offset), ("*" if star else "") + self.expression(value)))
        for keyword in keywords:
            value = keyword.value
            found.append(((value.lineno, value.col_offset), ("**" if keyword.arg is None else keyword.arg + "=") + self.expression(value)))
        found.sort(key=lambda pair: pair[0])
        return ", ".join(text for _, text in found)

    def Call(self, node):
        return "call(%s; %s)%s" % (self.expression(node.func), self.arguments(node.args, node.keywords), self.span(node))

    def Subscript(self, node):
        return "(%s)[%s]%s" % (self.expression(node.value), self.expression(node.slice), self.span(node))

    def Slice(self, node):
        return ":".join(self.optional(part) for part in (node.lower, node.upper, node.step))

    def List(self, node):
        return "list(%s)%s" % (self.many(node.elts), self.span(node))

    def Set(self, node):
        return "set(%s)%s" % (self.many(node.elts), self.span(node))

    def Tuple(self, node):
        return "tuple(%s)" % self.many(node.elts)

    def Dict(self, node):
        entries = ["%s: %s" % ("**" if key is None else self.expression(key), self.expression(value)) for key, value in zip(node.keys, node.values)]
        return "dictionary(%s)%s" % (", ".join(entries), self.span(node))

    def BoolOp(self, node):
        result = self.expression(node.values[0])
        for value in node.values[1:]:
            result = "(%s %s %s)" % (result, operator(node.op), self.expression(value))
        return result

    def Compare(self, node):
        result = self.expression(node.left)
        for op, value in zip(node.ops, node.comparators):
            result = "(%s %s %s)" % (result, operator(op), self.expression(value))
        return result

    def BinOp(self, node):
        return "(%s %s %s)" % (self.expression(node.left), operator(node.op), self.expression(node.right))

    def UnaryOp(self, node):
        return "(%s %s)" % (operator(node.op), self.expression(node.operand))

    def Await(self, node):
        return "(await %s)" % self.expression(node.value)

    def Starred(self, node):
        return "(* %s)" % self.expression(node.value)

    def IfExp(self, node):
        return "(%s if %s else %s)" % (self.expression(node.body), self.expression(node.test), self.expression(node.orelse))

    def Lambda(self, node):
        return "lambda(%s: %s)" % (self.parameters(node.args), self.expression(node.body))

    def parameters(self, args):
        found = []
        plain = args.posonlyargs + args.args
        defaults = [None] * (len(plain) - len(args.defaults)) + args.defaults
        found += [self.parameter("", arg, default) for arg, default in zip(plain, defaults)]
        if args.vararg:
            found.append(self.parameter("*", args.vararg, None))
        found += [self.parameter("!", arg, default) for arg, default in zip(args.kwonlyargs, args.kw_defaults)]
        if args.kwarg:
            found.append(self.parameter("**", args.kwarg, None))
        return ", ".join(found)

    def parameter(self, star, arg, default):
        annotation = "" if arg.annotation is None else ": " + self.expression(arg.annotation)
        return star + arg.arg + annotation + ("" if default is None else " = " + self.expression(default))

    def comprehension(self, form, node, elements):
        clauses = ""
        for clause in node.generators:
            clauses += " for %s in %s" % (self.expression(clause.target), self.expression(clause.iter))
            clauses += "".join(" if " + self.expression(condition) for condition in clause.ifs)
        return "%s(%s%s)" % (form, self.many(elements), clauses)

    def ListComp(self, node):
        return self.comprehension("each-list", node, [node.elt])

    def SetComp(self, node):
        return self.comprehension("each-set", node, [node.elt])

    def GeneratorExp(self, node):
        return self.comprehension("each-generator", node, [node.elt])

    def DictComp(self, node):
        return self.comprehension("each-dictionary", node, [node.key, node.value])

    def NamedExpr(self, node):
        return "(%s := %s)" % (self.expression(node.target), self.expression(node.value))

    def Yield(self, node):
        return "(yield %s)" % self.optional(node.value)

    def YieldFrom(self, node):
        return "(yield %s)" % self.optional(node.value)

    def Constant(self, node):
        value = node.value
        if value is None or value is True or value is False:
            return str(value)
        if isinstance(value, str):
            return "text(%s)%s" % (json.dumps(value), self.span(node))
        if isinstance(value, bytes):
            return "bytes(%s)%s" % (json.dumps(value.decode("latin-1")), self.span(node))
        if value is Ellipsis:
            return "?"
        if isinstance(value, complex):
            return "number(complex)"
        try:
            return "number(%s)" % struct.pack(">d", float(value)).hex()
        except OverflowError:
            return "number(7ff0000000000000)"

    def JoinedStr(self, node):
        self.silent += 1
        parts = []
        holes = []
        self.join(node, parts, holes)
        self.silent -= 1
        if not holes:
            return "text(%s)%s" % (json.dumps("".join(part for _, part in parts)), self.span(node))
        return "format(%s; %s)" % (", ".join(part if kind == "hole" else json.dumps(part) for kind, part in parts), ", ".join(holes))

    def join(self, node, parts, holes):
        for value in node.values:
            if isinstance(value, ast.Constant):
                if parts and parts[-1][0] == "text":
                    parts[-1] = ("text", parts[-1][1] + value.value)
                else:
                    parts.append(("text", value.value))
            else:
                hole = self.expression(value.value)
                parts.append(("hole", hole))
                holes.append(hole)
                if value.format_spec is not None:
                    self.join(value.format_spec, [], holes)

    def body(self, statements):
        return "{%s}" % "; ".join(self.statement(statement) for statement in statements)

    def statement(self, node):
        kind = type(node).__name__
        end = "" if self.silent else "@%d" % self.offset(node.end_lineno, node.end_col_offset)
        return getattr(self, "statement_" + kind)(node) + end

    def statement_Expr(self, node):
        return self.expression(node.value)

    def statement_Assign(self, node):
        return "%s = %s" % (" = ".join(self.expression(target) for target in node.targets), self.expression(node.value))

    def statement_AnnAssign(self, node):
        value = "" if node.value is None else " = " + self.expression(node.value)
        return "%s: %s%s" % (self.expression(node.target), self.expression(node.annotation), value)

    def statement_AugAssign(self, node):
        return "%s %s= %s" % (self.expression(node.target), operator(node.op), self.expression(node.value))

    def statement_TypeAlias(self, node):
        return "%s = %s" % (self.expression(node.name), self.expression(node.value))

    def names(self, node):
        return ", ".join(alias.name + (" as " + alias.asname if alias.asname else "") + self.span(alias) for alias in node.names)

    def statement_Import(self, node):
        return "import " + self.names(node)

    def statement_ImportFrom(self, node):
        return "from %s%s import %s" % ("." * node.level, node.module or "", self.names(node))

    def statement_If(self, node):
        branches = []
        otherwise = []
        while True:
            branches.append("if %s %s" % (self.expression(node.test), self.body(node.body)))
            otherwise = node.orelse
            # `elif` is an `if` alone in `else`; the offset tells it from one that is written there.
            if len(otherwise) == 1 and isinstance(otherwise[0], ast.If):
                inner = otherwise[0]
                start, content = self.lines[inner.lineno - 1]
                if content.encode("utf-8", "surrogatepass")[inner.col_offset :].startswith(b"elif"):
                    node = inner
                    continue
            return " ".join(branches) + self.otherwise(otherwise)

    def otherwise(self, statements):
        return " else " + self.body(statements) if statements else ""

    def statement_For(self, node):
        return "for %s in %s %s%s" % (self.expression(node.target), self.expression(node.iter), self.body(node.body), self.otherwise(node.orelse))

    def statement_AsyncFor(self, node):
        return "async " + self.statement_For(node)

    def statement_While(self, node):
        return "while %s %s%s" % (self.expression(node.test), self.body(node.body), self.otherwise(node.orelse))

    def statement_Try(self, node):
        result = "try " + self.body(node.body)
        for handler in node.handlers:
            name = " as " + handler.name if handler.name else ""
            result += " except %s%s %s" % (self.optional(handler.type), name, self.body(handler.body))
        return result + self.otherwise(node.orelse) + (" finally " + self.body(node.finalbody) if node.finalbody else "")

    statement_TryStar = statement_Try

    def statement_With(self, node):
        items = [self.expression(item.context_expr) + (" as " + self.expression(item.optional_vars) if item.optional_vars else "") for item in node.items]
        return "with %s %s" % (", ".join(items), self.body(node.body))

    def statement_AsyncWith(self, node):
        return "async " + self.statement_With(node)

    def decorators(self, node):
        return "".join("@%s " % self.expression(decorator) for decorator in node.decorator_list)

    def statement_FunctionDef(self, node):
        returns = "" if node.returns is None else " -> " + self.expression(node.returns)
        return "%sdef %s(%s)%s %s" % (self.decorators(node), node.name, self.parameters(node.args), returns, self.body(node.body))

    def statement_AsyncFunctionDef(self, node):
        return "async " + self.statement_FunctionDef(node)

    def statement_ClassDef(self, node):
        return "%sclass %s(%s) %s" % (self.decorators(node), node.name, self.arguments(node.bases, node.keywords), self.body(node.body))

    def statement_Match(self, node):
        return "match %s %s" % (self.expression(node.subject), " ".join(self.body(case.body) for case in node.cases))

    def simple(self, word, values):
        return word + "".join(" " + self.expression(value) for value in values if value is not None)

    def statement_Return(self, node):
        return self.simple("return", [node.value])

    def statement_Raise(self, node):
        return self.simple("raise", [node.exc, node.cause])

    def statement_Delete(self, node):
        return self.simple("delete", node.targets)

    def statement_Assert(self, node):
        return self.simple("assert", [node.test, node.msg])

    def statement_Global(self, node):
        return "global " + " ".join(node.names)

    def statement_Nonlocal(self, node):
        return "nonlocal " + " ".join(node.names)

    def statement_Pass(self, node):
        return "pass"

    def statement_Break(self, node):
        return "break"

    def statement_Continue(self, node):
        return "continue"


def understand(text):
    try:
        tree = ast.parse(text.encode("utf-8", "surrogatepass"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    printer = Printer(text)
    return [printer.statement(statement) for statement in tree.body]


if __name__ == "__main__":
    sys.setrecursionlimit(20000)
    json.dump([understand(text) for text in json.load(sys.stdin)], sys.stdout)
