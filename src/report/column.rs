//! The columns of flat reports: an item's fields and its verdict.

crate::item::terms! {
    /// A column of `csv` and `table`; the words are those of the contract.
    Column {
        /// Its place in this input.
        Id = "id", "编号";
        /// Its identity over quarters.
        Key = "key", "标识";
        /// The file.
        Path = "path", "文件";
        /// The sheet.
        Sheet = "sheet", "工作表";
        /// The row.
        Row = "row", "行";
        /// 事项名称.
        Name = "name", "事项名称";
        /// The category as understood.
        Category = "category", "类别";
        /// The category as the sheet gives it.
        CategoryGiven = "category_given", "原类别";
        /// 下达部门 as written.
        Department = "department", "下达部门";
        /// The issuer's normal name.
        Issuer = "issuer", "部门规范名";
        /// The issuer's level.
        IssuerLevel = "issuer_level", "部门层级";
        /// 街道.
        Street = "street", "街道";
        /// 社区.
        Community = "community", "社区";
        /// 依据.
        Basis = "basis", "依据";
        /// 形式.
        Form = "form", "形式";
        /// 内容.
        Content = "content", "内容";
        /// 频次 as written.
        Frequency = "frequency", "频次";
        /// What kind of frequency.
        FrequencyKind = "frequency_kind", "频次类型";
        /// Times a year.
        PerYear = "per_year", "每年次数";
        /// Hours a year.
        HoursPerYear = "hours_per_year", "每年小时";
        /// Whether a tariff gave the hours and not the sheet.
        HoursEstimated = "hours_estimated", "小时为估算";
        /// The verdict.
        Action = "action", "结论";
        /// What else applies.
        Also = "also", "另";
        /// The rule.
        Rule = "rule", "规则";
        /// Its clause.
        Clause = "clause", "条款";
        /// The reason.
        Reason = "reason", "理由";
        /// What was seen.
        Evidence = "evidence", "证据";
        /// The group it is folded in.
        Group = "group", "合并组";
        /// What it becomes.
        Target = "target", "改为";
        /// Hours saved a year.
        HoursSaved = "hours_saved_per_year", "每年省小时";
        /// The last day for which it is kept.
        RenewBy = "renew_by", "保留至";
        /// 序号, as the sheet gives it.
        Serial = "serial", "序号";
    }
}

impl Column {
    /// The columns of a flat sheet where nobody chose any; the number that a sheet gives its rows is
    /// there only for those who ask for it.
    pub fn usual() -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|column| *column != Self::Serial)
    }
}
