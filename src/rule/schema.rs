//! The JSON Schema of a rule file, by which editors complete and check it (Taplo, Even Better TOML).

use serde_json::{Map, Value, json};

use super::model::{Counted, GroupField, Nature, NumberField, Period, TextField};
use super::value::Term;
use crate::finding::Action;
use crate::item::{Category, Field, Level};
use crate::phrase::Lang;
use crate::say;

/// The dialect that TOML editors know.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema, described in one language.
pub fn schema(lang: Lang) -> Value {
    Schema { lang }.whole()
}

struct Schema {
    lang: Lang,
}

impl Schema {
    fn whole(&self) -> Value {
        json!({
            "$schema": DIALECT,
            "title": self.say(&say!("jianfu 规则文件", "A jianfu rule file")),
            "type": "object",
            "additionalProperties": false,
            "required": ["set"],
            "properties": {
                "set": self.set(),
                "clause": by_id(&self.clause()),
                "list": by_id(&self.list()),
                "rule": by_id(&self.rule()),
                "quota": by_id(&self.quota()),
                "keep": by_id(&self.keep()),
                "target": by_id(&self.target()),
                "tariff": by_id(&self.tariff()),
                "share": by_id(&self.share()),
                "change": by_id(&self.change()),
                "case": { "type": "array", "items": reference("example") },
            },
            "definitions": {
                "words": words(),
                "source": self.source(),
                "when": self.when(),
                "text": self.text_tests(),
                "number": self.number_tests(),
                "example": self.example(),
                "item": self.item(),
                "date": date(),
            },
        })
    }

    fn say(&self, phrase: &crate::phrase::Phrase) -> String {
        phrase.in_lang(self.lang).to_owned()
    }

    /// A value with what it is for.
    fn told(&self, mut value: Value, zh: &str, en: &str) -> Value {
        if let Value::Object(object) = &mut value {
            let text = match self.lang {
                Lang::Zh => zh,
                Lang::En => en,
            };
            object.insert("description".to_owned(), text.into());
        }
        value
    }

    fn set(&self) -> Value {
        table(
            &["id", "title", "level", "version"],
            json!({
                "id": self.told(text(), "规则集的编号，英文", "the id of the set"),
                "title": self.told(text(), "给人看的名称", "a name for people"),
                "level": self.told(term::<Level>(), "发文机关的层级", "how high the regulation stands"),
                "version": self.told(text(), "这份文件的版本，如 1.0.0", "the version of this file, as 1.0.0"),
                "from": self.told(reference("date"), "施行的第一天", "the first day in force"),
                "until": self.told(reference("date"), "施行的最后一天", "the last day in force"),
                "renew": self.told(renewal(), "保留的事项多久要续一次期，如 1年", "after how long what is kept must be renewed, as 1年"),
                "extends": self.told(reference("words"), "叠在哪些规则集之上", "the sets that this one is laid over"),
            }),
        )
    }

    fn clause(&self) -> Value {
        table(
            &["title", "source"],
            json!({
                "title": self.told(text(), "条款的名称", "the clause's name"),
                "source": reference("source"),
                "judge": self.told(
                    json!({ "enum": ["人工", "human"] }),
                    "机器判不了的条款：原样列进每份报告",
                    "a clause that only people can judge: it stands in every report"
                ),
            }),
        )
    }

    fn list(&self) -> Value {
        table(
            &["title", "items"],
            json!({
                "title": self.told(text(), "清单的名称", "the list's name"),
                "items": self.told(reference("words"), "清单的条目", "the entries"),
                "source": reference("source"),
                "may_loosen": self.may_loosen(),
            }),
        )
    }

    /// What rules, quotas and keeps have in common.
    fn common(&self) -> Map<String, Value> {
        object(json!({
            "title": self.told(text(), "说的是什么负担", "the burden found"),
            "clause": self.told(text(), "出自哪一条款：[clause.…] 的编号", "the clause it comes from"),
            "why": self.told(text(), "理由，会印在报告里", "the reason, printed in reports"),
            "source": reference("source"),
            "when": reference("when"),
            "to": self.to(),
            "may_loosen": self.may_loosen(),
            "examples": self.told(
                json!({ "type": "array", "items": reference("example") }),
                "例子：至少一个命中的，一个不命中的（expect = \"无\"）",
                "at least one it hits and one it leaves alone (expect = \"无\")"
            ),
        }))
    }

    fn to(&self) -> Value {
        let per_year = json!({ "type": "number", "exclusiveMinimum": 0 });
        let to = table(
            &[],
            json!({
                "per_year": self.told(per_year, "一年至多几次；两年一次写 0.5", "at most so many times a year; 0.5 for once in two years"),
                "department": self.told(text(), "改由谁承担", "who takes it over"),
                "form": self.told(text(), "改成什么形式", "in what form it goes on"),
            }),
        );
        self.told(to, "改成什么样", "what the item becomes")
    }

    fn may_loosen(&self) -> Value {
        let flag = json!({ "type": "boolean" });
        self.told(flag, "下层可以放宽", "a lower layer may loosen it")
    }

    /// What a lower layer does to a rule or list of an upper one.
    fn change(&self) -> Value {
        let edit = |examples: Value| {
            table(
                &[],
                json!({
                    "when": reference("when"),
                    "statute": reference("words"),
                    "allow": terms::<Action>(),
                    "examples": examples,
                    "items": self.told(reference("words"), "清单的条目", "entries of a list"),
                }),
            )
        };
        let examples = json!({ "type": "array", "items": reference("example") });
        let set = table(
            &[],
            json!({
                "when": reference("when"),
                "action": action(),
                "to": self.to(),
                "limit": { "type": "number", "minimum": 0 },
                "similar": { "type": "number", "exclusiveMinimum": 0, "maximum": 1 },
                "why": text(),
            }),
        );
        table(
            &["clause", "why"],
            json!({
                "clause": self.told(text(), "依据本文件的哪一条", "the clause of this file it stands on"),
                "why": self.told(text(), "为什么改", "why it is changed"),
                "add": self.told(edit(examples), "添上", "what is added"),
                "drop": self.told(edit(reference("words")), "去掉；例子写名称", "what is dropped; examples by their names"),
                "set": self.told(set, "改成", "what is set"),
            }),
        )
    }

    fn rule(&self) -> Value {
        let mut keys = self.common();
        let same = self.told(
            terms::<GroupField>(),
            "这些都相同的才在一起",
            "these have to be equal",
        );
        keys.extend(object(json!({
            "action": self.told(action(), "怎么处理", "what happens to what it hits"),
            "group": table(&[], json!({
                "same": same,
                "similar": self.told(json!({ "type": "number", "exclusiveMinimum": 0, "maximum": 1 }), "相似到什么程度才算同一件事，0 到 1", "how alike the names must be, 0 to 1"),
            })),
            "joint": table(&[], json!({ "same": same })),
            "follows": table(&["named_in"], json!({
                "parents": self.told(terms::<Category>(), "所依附的事项的类别", "categories of the parent"),
                "named_in": self.told(terms::<Field>(), "在哪几栏里找所依附的事项", "fields that name the parent"),
            })),
            "even_if_kept": self.told(json!({ "type": "boolean" }), "受保护的事项也适用", "applies even to what a keep protects"),
        })));
        table(&["title", "clause", "action", "why"], Value::Object(keys))
    }

    fn quota(&self) -> Value {
        let mut keys = self.common();
        keys.extend(object(json!({
            "action": self.told(action(), "超过的怎么处理", "what happens to what exceeds it"),
            "each": self.told(terms::<GroupField>(), "按什么分开合计", "counted separately for each of these"),
            "count": self.told(term::<Counted>(), "数什么", "what is counted"),
            "per": self.told(term::<Period>(), "在多长时间里", "in how long"),
            "limit": self.told(json!({ "type": "number", "minimum": 0 }), "至多多少", "at most so much"),
        })));
        let required = [
            "title", "clause", "action", "why", "each", "count", "per", "limit",
        ];
        table(&required, Value::Object(keys))
    }

    fn keep(&self) -> Value {
        let mut keys = self.common();
        keys.extend(object(json!({
            "statute": self.told(reference("words"), "规定了这项职责的法律法规", "the laws that name this duty"),
            "allow": self.told(terms::<Action>(), "仍可以怎么处理", "what may still be done to it"),
            "renew": self.told(renewal(), "多久要续一次期，如 2年；不写就照 [set] 的", "after how long it must be renewed, as 2年; else as [set] says"),
        })));
        table(&["title"], Value::Object(keys))
    }

    fn target(&self) -> Value {
        table(
            &["reduce"],
            json!({
                "category": term::<Category>(),
                "reduce": self.told(json!({ "type": "number", "minimum": 0, "maximum": 1 }), "压减的比例：六成写 0.6", "the share that is to go: 0.6 for 60 %"),
            }),
        )
    }

    fn tariff(&self) -> Value {
        table(
            &["when", "minutes"],
            json!({
                "when": reference("when"),
                "minutes": self.told(json!({ "type": "integer", "minimum": 1 }), "每次多少分钟", "minutes each time"),
                "source": reference("source"),
            }),
        )
    }

    fn share(&self) -> Value {
        let share = json!({ "type": "number", "minimum": 0, "maximum": 1 });
        table(
            &["title", "clause", "when"],
            json!({
                "title": self.told(text(), "这一部分的名称", "the part's name"),
                "clause": self.told(text(), "出自哪一条款：[clause.…] 的编号", "the clause it comes from"),
                "found": self.told(share.clone(), "调查所得的比例：七成写 0.7", "the share that a survey found: 0.7 for 70 %"),
                "at_most": self.told(share.clone(), "至多占多少", "at most this share"),
                "at_least": self.told(share, "至少占多少", "at least this share"),
                "when": self.told(
                    one_or_more(&reference("when")),
                    "哪些事项属于这一部分；写几组条件的，有一组成立即可",
                    "which items belong to it; of several groups of conditions any"
                ),
                "source": reference("source"),
            }),
        )
    }

    fn source(&self) -> Value {
        table(
            &["document", "nature"],
            json!({
                "document": self.told(text(), "文件名称", "the document"),
                "number": self.told(text(), "文号", "its number"),
                "article": self.told(text(), "第几条", "the article"),
                "date": reference("date"),
                "nature": self.told(term::<Nature>(), "原文照录、转述，还是推断", "quoted, reported or inferred"),
            }),
        )
    }

    fn when(&self) -> Value {
        let mut keys = object(json!({
            "category": self.told(terms::<Category>(), "事项的类别，有一个即可", "the item's category, any of these"),
            "issuer": table(&[], json!({
                "level": self.told(terms::<Level>(), "下达部门的层级", "how high the issuing department stands"),
                "name": reference("text"),
            })),
        }));
        for field in TextField::ALL.iter().filter(|f| **f != TextField::Issuer) {
            keys.insert(field.word().to_owned(), reference("text"));
        }
        for field in NumberField::ALL {
            keys.insert(field.word().to_owned(), reference("number"));
        }
        let when = table(&[], Value::Object(keys));
        self.told(when, "条件：各行都要满足", "conditions: all must hold")
    }

    fn text_tests(&self) -> Value {
        let words = |zh, en| self.told(reference("words"), zh, en);
        table(
            &[],
            json!({
                "any": words("含其中任何一个", "contains one of these"),
                "all": words("含其中每一个", "contains all of these"),
                "none": words("一个也不含", "contains none of these"),
                "is": words("整个就是其中一个", "is one of these"),
                "in_list": self.told(text(), "含清单里的条目：[list.…] 的编号", "contains an entry of this list"),
                "not_in_list": self.told(text(), "不含清单里的条目", "contains no entry of this list"),
                "missing": self.told(json!({ "type": "boolean" }), "是否空着", "whether nothing is given"),
                "matches": self.told(text(), "符合正则式", "matches this regular expression"),
            }),
        )
    }

    fn number_tests(&self) -> Value {
        let number = |zh, en| self.told(json!({ "type": "number" }), zh, en);
        table(
            &[],
            json!({
                "over": number("超过", "more than"),
                "under": number("不到", "less than"),
                "at_least": number("不少于", "this or more"),
                "at_most": number("不多于", "this or less"),
                "missing": self.told(json!({ "type": "boolean" }), "是否不明", "whether it is unknown"),
            }),
        )
    }

    fn example(&self) -> Value {
        let mut keys = self.cells();
        keys.extend(object(json!({
            "items": self.told(json!({ "type": "array", "items": reference("item") }), "几个事项一起看", "several items together"),
            "expect": self.told(
                json!({ "enum": spellings::<Action>().into_iter().chain(["无", "none"]).collect::<Vec<_>>() }),
                "应当得出什么；不管它写“无”", "what should be said; 无 where the rule is silent"
            ),
        })));
        table(&["expect"], Value::Object(keys))
    }

    fn item(&self) -> Value {
        table(&["name"], Value::Object(self.cells()))
    }

    /// The fields of an item, as a sheet would give them.
    fn cells(&self) -> Map<String, Value> {
        let mut cells = Map::new();
        for field in Field::ALL {
            let cell = json!({ "type": ["string", "number"] });
            cells.insert(
                field.word().to_owned(),
                self.told(cell, field.zh(), field.word()),
            );
        }
        let cancelled = self.told(
            json!({ "type": "boolean" }),
            "已经取消",
            "cancelled already",
        );
        cells.insert("cancelled".to_owned(), cancelled);
        cells
    }
}

/// A table with just these keys.
fn table(required: &[&str], keys: Value) -> Value {
    let mut table = object(json!({ "type": "object", "additionalProperties": false }));
    if !required.is_empty() {
        table.insert("required".to_owned(), json!(required));
    }
    table.insert("properties".to_owned(), keys);
    Value::Object(table)
}

/// `[rule.…]`: tables of one kind, each under an id of its own.
fn by_id(table: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": table })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

fn reference(name: &str) -> Value {
    // Beside a reference nothing else is heeded, so that a description has to stand around it.
    json!({ "allOf": [{ "$ref": format!("#/definitions/{name}") }] })
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

/// A time after which something has to be renewed.
fn renewal() -> Value {
    json!({ "type": "string", "pattern": "^[ ]*[1-9][0-9]*[ ]*(年|个月|月|天|日|y|m|d)[ ]*$" })
}

/// Words that are looked for; a single one may stand without brackets.
fn words() -> Value {
    one_or_more(&text())
}

fn date() -> Value {
    json!({ "type": ["string", "integer"] })
}

fn action() -> Value {
    let all = spellings::<Action>();
    let keep = [Action::Keep.zh(), Action::Keep.word()];
    let all: Vec<_> = all.into_iter().filter(|a| !keep.contains(a)).collect();
    json!({ "enum": all })
}

fn term<T: Term>() -> Value {
    json!({ "enum": spellings::<T>() })
}

fn terms<T: Term>() -> Value {
    one_or_more(&term::<T>())
}

fn one_or_more(one: &Value) -> Value {
    json!({ "anyOf": [one, { "type": "array", "items": one }] })
}

/// Both spellings of every word, the Chinese ones first.
fn spellings<T: Term>() -> Vec<&'static str> {
    let zh = T::all().iter().map(|t| t.zh());
    zh.chain(T::all().iter().map(|t| t.word())).collect()
}
