//! The words items are sorted by: categories, fields of a sheet, levels of departments.

use super::terms::terms;

terms! {
    /// What kind of burden an item is.
    Category {
        /// 会议, also training.
        Meeting = "meeting", "会议";
        /// 台账: what the community keeps.
        Ledger = "ledger", "台账";
        /// 报表材料: what the community sends up.
        Report = "report", "报表";
        /// 督查检查考核: someone comes to look, or scores.
        Inspection = "inspection", "检查";
        /// 评比创建达标: a title to be won.
        Evaluation = "evaluation", "评比";
        /// 机构牌子: a body, a plaque, a room.
        Organisation = "organisation", "机构";
        /// 信息网络与应用: systems, apps, groups.
        Network = "network", "网络";
        /// 证明盖章.
        Certificate = "certificate", "证明";
        /// 工作任务: everything else that is to be done.
        Task = "task", "任务";
    }
}

terms! {
    /// What a column of a sheet says; the words are those of the contract.
    Field {
        /// 序号.
        Serial = "serial", "序号";
        /// 事项名称.
        Name = "name", "名称";
        /// 类别, as the sheet gives it.
        Category = "category", "类别";
        /// 下达部门.
        Department = "department", "部门";
        /// 依据.
        Basis = "basis", "依据";
        /// 频次.
        Frequency = "frequency", "频次";
        /// 形式: on paper, in a system, on the spot.
        Form = "form", "形式";
        /// 内容.
        Content = "content", "内容";
        /// 时限.
        Deadline = "deadline", "时限";
        /// 耗时.
        Hours = "hours", "耗时";
        /// 社区.
        Community = "community", "社区";
        /// 街道.
        Street = "street", "街道";
        /// 参加人数.
        Participants = "participants", "人数";
        /// 页数.
        Pages = "pages", "页数";
        /// 日期.
        Date = "date", "日期";
        /// 经费.
        Funds = "funds", "经费";
        /// 联系人.
        Contact = "contact", "联系人";
        /// 备注.
        Note = "note", "备注";
        /// 所用系统.
        System = "system", "系统";
    }
}

impl Field {
    /// Fields that belong to one row and not to what is asked: two rows that differ only in these
    /// ask for the same item.
    pub const fn is_of_entry(self) -> bool {
        matches!(
            self,
            Self::Serial | Self::Community | Self::Street | Self::Contact
        )
    }
}

terms! {
    /// How high an issuing department or a regulation stands, from the top down.
    Level {
        /// 国家.
        Nation = "nation", "国";
        /// 省, 自治区, 直辖市.
        Province = "province", "省";
        /// 地级市.
        City = "city", "市";
        /// 区, 县, 县级市.
        District = "district", "区";
        /// 街道, 乡镇.
        Street = "street", "街道";
        /// 社区 itself.
        Community = "community", "社区";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_words_are_read() {
        assert_eq!(Category::parse("台账"), Some(Category::Ledger));
        assert_eq!(Category::parse("ledger"), Some(Category::Ledger));
        assert_eq!(Category::parse("账"), None);
    }
}
