"""What the directory of people and the people of one client share: columns, who somebody is, files."""
