package io.llgateway.operations;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** A row as JSON shows it: absent values left out, times as ISO 8601 in UTC, the same from either database. */
final class OperatorRow implements RowMapper<Map<String, Object>> {
    @Override
    public Map<String, Object> mapRow(ResultSet row, int number) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, Object> shown = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = value(row, columns, i);
            if (value != null && !value.equals("")) {
                shown.put(columns.getColumnLabel(i).toLowerCase(java.util.Locale.ROOT), value);
            }
        }
        return shown;
    }

    private static @Nullable Object value(ResultSet row, ResultSetMetaData columns, int column) throws SQLException {
        Object value = row.getObject(column);
        boolean time = columns.getColumnType(column) == Types.TIMESTAMP
                || columns.getColumnType(column) == Types.TIMESTAMP_WITH_TIMEZONE;
        if (value != null && time) {
            return row.getObject(column, OffsetDateTime.class).toInstant().toString();
        }
        return value;
    }
}
