/** The product as a whole: packaged jar, real database, real broker, pretended LianLian and ERP, and damage done to them. */
package io.llgateway.system;
